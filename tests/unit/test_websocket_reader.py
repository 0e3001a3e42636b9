"""What no client may send ends the connection; nothing crashes the reader."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wsproto.connection import Connection, ConnectionType
from wsproto.events import BytesMessage, TextMessage

from app.live.websocket import accept_key, framed
from app.live.websocket_reader import MAX_MESSAGE_BYTES, ClosedByPeer, Reader, unmasked


def reader_of(*chunks: bytes) -> Reader:
    left = iter(chunks)
    return Reader(lambda count: next(left, b""))


@pytest.mark.parametrize(
    ("stream", "why"),
    [
        (b"", "end of stream"),
        (b"\x81\x05hello", "no mask"),
        (b"\xc1\x80\0\0\0\0", "reserved bits"),
        (b"\x83\x80\0\0\0\0", "unknown opcode"),
        (b"\x09\x80\0\0\0\0", "control frame"),
        (b"\x89\xfe\x00\x80\0\0\0\0" + bytes(128), "control frame"),
        (b"\x80\x80\0\0\0\0", "fragments"),
        (b"\x01\x80\0\0\0\0\x01\x80\0\0\0\0", "fragments"),
        (b"\x88\x80\0\0\0\0", "close frame"),
        (b"\x82\xff" + (MAX_MESSAGE_BYTES + 1).to_bytes(8, "big"), "too big"),
        (b"\x82\xff" + (2**63).to_bytes(8, "big"), "too big"),
    ],
)
def test_what_no_client_may_send_ends_the_connection(stream: bytes, why: str):
    with pytest.raises(ClosedByPeer, match=why):
        reader_of(stream).read_message()


def test_fragments_together_may_not_pass_the_limit():
    part = b"\x01\xfe\xff\xff\0\0\0\0" + bytes(65535)
    more = b"\x00\xfe\xff\xff\0\0\0\0" + bytes(65535)
    with pytest.raises(ClosedByPeer, match="too big"):
        reader_of(part + more).read_message()


@given(st.binary(max_size=300))
def test_no_bytes_crash_the_reader(stream: bytes):
    reader = reader_of(stream)
    with pytest.raises(ClosedByPeer):
        for _ in range(301):
            reader.read_message()


@given(st.binary(max_size=70), st.binary(min_size=4, max_size=4))
def test_unmasking_is_its_own_inverse(payload: bytes, mask: bytes):
    assert unmasked(unmasked(payload, mask), mask) == payload


@pytest.mark.parametrize("size", [0, 125, 126, 65535, 65536, 70000])
def test_another_library_reads_what_we_frame(size: int):
    connection = Connection(ConnectionType.CLIENT)
    connection.receive_data(framed(bytes(size)) + framed("海塘"))
    data, text = b"", ""
    for event in connection.events():
        if isinstance(event, BytesMessage):
            data += event.data
        elif isinstance(event, TextMessage):
            text += event.data
    assert (len(data), text) == (size, "海塘")


def test_the_proof_is_the_one_of_the_rfc():
    assert accept_key("dGhlIHNhbXBsZSBub25jZQ==") == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="


def masked(opcode: int, payload: bytes, final: bool = True, mask: bytes = b"\x01\x02\x03\x04"):
    head = bytes((opcode | (0x80 if final else 0),))
    size = len(payload)
    if size < 126:
        head += bytes((0x80 | size,))
    else:
        head += bytes((0x80 | 126,)) + size.to_bytes(2, "big")
    return head + mask + bytes(b ^ mask[i & 3] for i, b in enumerate(payload))


def test_a_message_is_read_however_the_stream_is_cut():
    stream = masked(1, b"hello") + masked(2, bytes(range(200)))
    reader = reader_of(*(bytes((byte,)) for byte in stream))
    assert reader.read_message() == (1, b"hello")
    assert reader.read_message() == (2, bytes(range(200)))


def test_a_ping_between_two_fragments_does_not_lose_the_first():
    reader = reader_of(masked(1, b"ab", final=False) + masked(9, b"?") + masked(0, b"cd"))
    assert reader.read_message() == (9, b"?")
    assert reader.read_message() == (1, b"abcd")
