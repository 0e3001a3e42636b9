"""Track files, one format a module: `sniff(text)` and `parse(text) -> ParsedFile`.

A row that cannot be read is listed with line, value and reason; nothing is invented for it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from app.errors import InvalidInput, TooLarge
from app.typhoon.formats import (
    atcf,
    cma_best,
    cma_operational,
    ibtracs,
    jma,
    jtwc,
    own_geojson,
    tcm,
    zhejiang,
)
from app.typhoon.model import ParsedFile
from app.wording import Text, same

MAX_BYTES = 80_000_000


@dataclass(frozen=True, slots=True)
class Format:
    """A format's name on the command line, how it is recognised and how it is read."""

    name: str
    title: Text
    sniff: Callable[[str], bool]
    parse: Callable[[str], ParsedFile]


FORMATS = (
    Format("jma", Text("日本气象厅最佳路径", "JMA best track"), jma.sniff, jma.parse),
    Format("cma", Text("中国气象局最佳路径", "CMA best track"), cma_best.sniff, cma_best.parse),
    Format("ibtracs", same("IBTrACS v4 CSV"), ibtracs.sniff, ibtracs.parse),
    Format("atcf", Text("ATCF a-deck、b-deck", "ATCF a-deck, b-deck"), atcf.sniff, atcf.parse),
    Format(
        "geojson",
        Text("海塘导出的 GeoJSON", "GeoJSON exported by Haitang"),
        own_geojson.sniff,
        own_geojson.parse,
    ),
    Format(
        "zhejiang",
        Text("浙江省台风路径 JSON", "Zhejiang typhoon track JSON"),
        zhejiang.sniff,
        zhejiang.parse,
    ),
    Format("tcm", Text("NHC 预报公报（TCM）", "NHC forecast advisory (TCM)"), tcm.sniff, tcm.parse),
    Format(
        "jtwc",
        Text("JTWC 警报（文本与 JMV 3.0）", "JTWC warning (text and JMV 3.0)"),
        jtwc.sniff,
        jtwc.parse,
    ),
    Format(
        "cma-operational",
        Text("中央台实况（海塘 TOML）", "CMA operational (Haitang TOML)"),
        cma_operational.sniff,
        cma_operational.parse,
    ),
)


def check_size(size_bytes: int) -> None:
    """Raises TooLarge for a file that no storm archive needs."""
    if size_bytes > MAX_BYTES:
        raise TooLarge(
            "E-TYP-001",
            Text("路径文件没有导入", "The track file was not imported"),
            Text(
                f"文件 {size_bytes} 字节，超过 {MAX_BYTES}",
                f"The file has {size_bytes} bytes, more than {MAX_BYTES}",
            ),
            Text("分开再导入", "Split it and import again"),
        )


def parse_file(raw: bytes, name: str | None) -> ParsedFile:
    """Read a track file; `name` None recognises the format. Raises InvalidInput or TooLarge."""
    check_size(len(raw))
    text = _decode_text(raw)
    if "\0" in text:
        raise InvalidInput(
            "E-TYP-002",
            Text("路径文件没有导入", "The track file was not imported"),
            Text("文件里有空字符", "The file holds null characters"),
            Text("去掉再导入", "Remove them and import again"),
        )
    chosen = _choose_format(text, name)
    parsed = replace(chosen.parse(text), format_name=chosen.name)
    if not any(track.fixes for track in parsed.tracks) and not parsed.forecasts:
        raise InvalidInput(
            "E-TYP-004",
            Text("路径文件没有导入", "The track file was not imported"),
            Text("没有一行可用", "No line can be used")
            if parsed.bad_rows
            else Text("文件里没有定位", "The file holds no fixes"),
            Text("核对格式与内容", "Check format and content"),
            detail={
                "bad_rows": [[row.line, row.value, row.reason] for row in parsed.bad_rows[:50]]
            },
        )
    return parsed


def _decode_text(raw: bytes) -> str:
    """UTF-8, else GBK as Chinese offices save: Chinese in GBK is hardly ever valid UTF-8."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as not_utf8:
        try:
            return raw.decode("gb18030")
        except UnicodeDecodeError as error:
            raise InvalidInput(
                "E-TYP-002",
                Text("路径文件没有导入", "The track file was not imported"),
                Text(
                    f"第 {not_utf8.start} 字节不是 UTF-8，也不是 GBK",
                    f"Byte {not_utf8.start} is neither UTF-8 nor GBK",
                ),
                Text("另存为 UTF-8 再导入", "Save it as UTF-8 and import again"),
            ) from error


def _choose_format(text: str, name: str | None) -> Format:
    for known in FORMATS:
        if known.name == name or (name is None and known.sniff(text)):
            return known
    names = "、".join(known.name for known in FORMATS)
    raise InvalidInput(
        "E-TYP-003",
        Text("路径文件没有导入", "The track file was not imported"),
        Text("认不出格式", "The format was not recognised"),
        Text(f"用 --format 指定：{names}", f"Name it with --format: {names}"),
    )
