"""`./haitang demo`, `run` and `certificate`."""

import click

from app.settings import load_settings


@click.command()
@click.option("--storm", metavar="名称", help="台风：灿鸿、利奇马、梅花，或 Chan-hom 等")
@click.option("--speed", type=click.FloatRange(0, 600), help="演练倍速，1 到 600（0 为暂停）")
@click.option("--port", type=click.IntRange(1, 65535), help="端口，默认 8080，被占用时顺延")
@click.option("--tls", is_flag=True, help="用 ./haitang certificate 做的证书提供 https")
def demo(storm: str | None, speed: float | None, port: int | None, tls: bool) -> int:
    """装入示例城市并开始台风演练。"""
    from app.operation.supervisor.serve import Options, serve

    return serve(load_settings(), Options(True, port, storm, speed, tls))


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), help="端口，默认 8080，被占用时顺延")
@click.option("--tls", is_flag=True, help="用 ./haitang certificate 做的证书提供 https")
def run(port: int | None, tls: bool) -> int:
    """运行海塘。"""
    from app.operation.supervisor.serve import Options, serve

    return serve(load_settings(), Options(False, port, tls=tls))


@click.command()
@click.argument("names", nargs=-1, metavar="[主机名或地址]...")
def certificate(names: tuple[str, ...]) -> None:
    """为外勤平板制作 TLS 证书；平板只需装一次机构证书。"""
    from app.cluster.service_user import door_user
    from app.operation.certificate import make_certificate

    authority = make_certificate(load_settings(), names, door_user())
    click.echo(f"已制作。请把这个机构证书装到每台平板：{authority}")
    click.echo("然后运行：./haitang run --tls（或 demo --tls）")
