"""Where a feed may be fetched from: every trick is refused with its reason, before any packet."""

from ipaddress import ip_address

import pytest

from app.allowed_hosts import parse_allowed_hosts
from app.errors import AppError, Denied, InvalidInput
from app.feeds.guard import check_addresses, check_url, refusal

LIST = parse_allowed_hosts(
    "typhoon.example.cn:443, tide.example.cn:80, 127.0.0.1:80, [::1]:80, 169.254.169.254:80,"
    " gauge.lan:8080=10.20.0.0/16, gauge.lan:8080=fd12::/32, meta.lan:80=169.254.0.0/16"
)


def code_of(error: pytest.ExceptionInfo[AppError]) -> str:
    return error.value.code


@pytest.mark.parametrize(
    "url",
    ["https://typhoon.example.cn/Api/TyphoonInfo/201509?x=1", "https://TYPHOON.example.cn:443/",
     "https://typhoon.example.cn.", "http://gauge.lan:8080/tide.csv"],
)  # fmt: skip
def test_what_is_listed_is_admitted(url: str) -> None:
    target = check_url(url, LIST)
    assert target.host in {"typhoon.example.cn", "gauge.lan"} and target.path.startswith("/")


@pytest.mark.parametrize(
    "url",
    ["https://typhoon.example.cn:8443/", "http://typhoon.example.cn/", "https://evil.example.cn/",
     "https://typhoon.example.cn.evil.cn/", "http://10.20.1.1:8080/", "http://localhost/",
     "http://[::ffff:127.0.0.1]/", "http://8.8.8.8/"],
)  # fmt: skip
def test_host_and_port_must_both_be_listed(url: str) -> None:
    with pytest.raises(Denied) as error:
        check_url(url, LIST)
    assert code_of(error) == "E-FEED-012" and "名单" in error.value.why.zh


@pytest.mark.parametrize(
    "url",
    ["http://2130706433/", "http://0177.0.0.1/", "http://0x7f000001/", "http://127.1/",
     "http://0x7f.0.0.1/", "http://127.0.0.1.0x0/", "http://0/", "http://tide.example.cn@127.0.0.1/",
     "http://tide.example.cn:80@evil.cn/", "file:///etc/passwd", "gopher://tide.example.cn:80/",
     "ftp://tide.example.cn/", "//tide.example.cn/", "tide.example.cn/x", "http:///x",
     "http://tide.example.cn:99999/", "http://tide.example.cn:80a/", "http://tide.example.cn/#x",
     "http://tide.example.cn/a b", "http://tide.example.cn\\@evil.cn/", "http://潮.cn/",
     "http://tide.example.cn/\r\nHost: evil.cn", "http://-tide.example.cn/", "http://[::1/",
     "http://１２７.0.0.1/", "http://tide..example.cn/", ""],
)  # fmt: skip
def test_forms_that_mean_something_else_to_somebody_are_refused(url: str) -> None:
    with pytest.raises(InvalidInput) as error:
        check_url(url, LIST)
    assert code_of(error) == "E-FEED-011"


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "127.255.255.254", "0.0.0.0",  # noqa: S104
     "10.0.0.1", "172.16.0.1", "192.168.1.1",
     "100.64.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
     "169.254.169.254", "100.100.100.200", "168.63.129.16", "::", "::1", "fe80::1", "fc00::1",
     "fd00:ec2::254", "ff02::1", "2001:db8::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
     "::ffff:169.254.169.254", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
     "2002:7f00:1::", "2002:a9fe:a9fe::1", "fe80::1%lo"],
)  # fmt: skip
def test_no_form_of_an_inner_address_is_connected_to(address: str) -> None:
    target = check_url("http://tide.example.cn/", LIST)
    with pytest.raises(Denied) as error:
        check_addresses(target, [ip_address(address)])
    assert code_of(error) == "E-FEED-014" and str(ip_address(address)) in error.value.why.zh


@pytest.mark.parametrize("address", ["114.114.114.114", "2400:3200::1"])
def test_public_addresses_are_connected_to(address: str) -> None:
    target = check_url("http://tide.example.cn/", LIST)
    assert check_addresses(target, [ip_address(address)]) == ip_address(address)


def test_one_inner_address_among_public_ones_refuses_the_name() -> None:
    target = check_url("http://tide.example.cn/", LIST)
    with pytest.raises(Denied):
        check_addresses(target, [ip_address("114.114.114.114"), ip_address("127.0.0.1")])
    with pytest.raises(Denied, match="没有地址"):
        check_addresses(target, [])


def test_an_intranet_is_open_to_the_host_it_is_listed_for_and_to_no_other() -> None:
    gauge = check_url("http://gauge.lan:8080/", LIST)
    tide = check_url("http://tide.example.cn/", LIST)
    for inside in ("10.20.3.4", "fd12::7", "::ffff:10.20.3.4"):
        assert refusal(ip_address(inside), gauge.rule) is None
        assert refusal(ip_address(inside), tide.rule) is not None
    assert refusal(ip_address("10.21.0.1"), gauge.rule) is not None
    assert refusal(ip_address("127.0.0.1"), gauge.rule) is not None


@pytest.mark.parametrize("url", ["http://127.0.0.1/", "http://[::1]/", "http://169.254.169.254/"])
def test_listing_an_inner_address_without_its_network_does_not_open_it(url: str) -> None:
    target = check_url(url, LIST)
    with pytest.raises(Denied):
        check_addresses(target, [ip_address(target.host)])


def test_metadata_stays_shut_whatever_the_list_says() -> None:
    target = check_url("http://meta.lan/", LIST)
    assert "元数据" in str(refusal(ip_address("169.254.169.254"), target.rule))


@pytest.mark.parametrize("text", ["tide.example.cn", "x:0", "x:70000", ":80", "x:80=0.0.0.0/0",
                                  "x:80=10.1.1.1/8", "x:80=lan", "x:８０"])  # fmt: skip
def test_a_list_that_is_not_one_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_allowed_hosts(text)
