//! What a server packed, unpacked. In: bytes as sent, the encoding that the server named, a limit. Out: the plain bytes, or why not.
//! Never: unpacks beyond the limit, or twice; a small reply that would fill the memory ends at the limit.

use super::fetch::Failure;
use super::reason;
use std::io::Read;

/// What is asked for; all of these are unpacked.
pub(super) const ACCEPTED: &str = "gzip, deflate, br, zstd";
/// How gzip begins.
const GZIP: &[u8] = &[0x1f, 0x8b];
/// How a frame of zstd begins.
const ZSTD: &[u8] = &[0x28, 0xb5, 0x2f, 0xfd];
/// Largest window of zstd over HTTP, in bytes (RFC 9659).
const ZSTD_WINDOW_MAX: u64 = 8 << 20;
/// What the brotli decoder reads at once, in bytes.
const CHUNK: usize = 16 << 10;

/// The plain bytes. Gzip that the server does not name (a file that is kept packed) is unpacked too.
pub(super) fn unpacked(body: Vec<u8>, encoding: &str, limit: usize) -> Result<Vec<u8>, Failure> {
    let encoding = encoding.trim().to_ascii_lowercase();
    let bytes = body.as_slice();
    let plain = match encoding.as_str() {
        _ if bytes.is_empty() => return Ok(body),
        "" | "identity" | "none" if !bytes.starts_with(GZIP) => return checked(body, limit),
        "" | "identity" | "none" => return read(flate2::read::MultiGzDecoder::new(bytes), limit),
        "gzip" | "x-gzip" => read(flate2::read::MultiGzDecoder::new(bytes), limit)?,
        "deflate" if is_zlib(bytes) => read(flate2::read::ZlibDecoder::new(bytes), limit)?,
        "deflate" => read(flate2::read::DeflateDecoder::new(bytes), limit)?,
        "br" => read(brotli_decompressor::Decompressor::new(bytes, CHUNK), limit)?,
        "zstd" => read(zstd(bytes)?, limit)?,
        _ => return Err(unknown(format!("packed as {encoding:?}, which was not asked for"))),
    };
    if plain.starts_with(GZIP) || plain.starts_with(ZSTD) {
        return Err(unknown("packed twice".to_owned()));
    }
    Ok(plain)
}

fn checked(body: Vec<u8>, limit: usize) -> Result<Vec<u8>, Failure> {
    if body.len() > limit { Err(too_large(limit)) } else { Ok(body) }
}

fn read(packed: impl Read, limit: usize) -> Result<Vec<u8>, Failure> {
    let mut plain = Vec::new();
    match packed.take(limit as u64 + 1).read_to_end(&mut plain) {
        _ if plain.len() > limit => Err(too_large(limit)),
        Ok(_) => Ok(plain),
        Err(error) => Err(broken(&error)),
    }
}

/// Whether these bytes begin with a header of zlib; some servers send deflate without one.
fn is_zlib(bytes: &[u8]) -> bool {
    matches!(bytes, [first, second, ..] if first & 0x0f == 8 && (u16::from(*first) << 8 | u16::from(*second)) % 31 == 0)
}

fn zstd(bytes: &[u8]) -> Result<impl Read, Failure> {
    if zstd_window(bytes).is_some_and(|window| window > ZSTD_WINDOW_MAX) {
        return Err(broken(&"its window is larger than 8 MiB"));
    }
    ruzstd::decoding::StreamingDecoder::new(bytes).map_err(|error| broken(&error))
}

/// The window that a frame of zstd asks for, where it says one.
fn zstd_window(bytes: &[u8]) -> Option<u64> {
    let (descriptor, window) = (*bytes.get(4)?, *bytes.get(5)?);
    let single_segment = descriptor & 0x20 != 0;
    let base = 1_u64 << (10 + u32::from(window >> 3));
    (!single_segment).then(|| base + base / 8 * u64::from(window & 7))
}

fn broken(error: &dyn std::fmt::Display) -> Failure {
    Failure::new(reason::BROKEN_PACKING, format!("cannot be unpacked: {error}"), "it is tried again later")
}

fn unknown(what: String) -> Failure {
    Failure::new(reason::UNKNOWN_PACKING, what, "tell the publisher")
}

fn too_large(limit: usize) -> Failure {
    let what = format!("larger than {limit} bytes when unpacked");
    Failure::new(reason::TOO_LARGE, what, "raise gather.unpacked_bytes_max if you want it")
}

#[cfg(test)]
mod tests {
    use super::unpacked;
    use std::io::Write;

    /// Length of what these bytes unpack to within 1 MB, or the reason.
    fn check(body: &[u8], encoding: &str, expected: &str) {
        let found = match unpacked(body.to_vec(), encoding, 1 << 20) {
            Ok(plain) => plain.len().to_string(),
            Err(failure) => failure.reason.to_owned(),
        };
        assert_eq!(found, expected, "{encoding} {} bytes", body.len());
    }

    fn gzip(plain: &[u8]) -> Vec<u8> {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        packer.write_all(plain).unwrap();
        packer.finish().unwrap()
    }

    #[test]
    fn each_packing_is_unpacked() {
        let text = [b'x'; 100];
        check(&text, "", "100");
        check(&text, "Identity", "100");
        check(&gzip(&text), "gzip", "100");
        check(&gzip(&text), "", "100");
        let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        zlib.write_all(&text).unwrap();
        check(&zlib.finish().unwrap(), "deflate", "100");
        let mut bare = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::best());
        bare.write_all(&text).unwrap();
        check(&bare.finish().unwrap(), "deflate", "100");
        let zstd = ruzstd::encoding::compress_to_vec(text.as_slice(), ruzstd::encoding::CompressionLevel::Fastest);
        check(&zstd, "zstd", "100");
        // A window of 64 KiB, one block of 5 plain bytes, the last empty block (RFC 7932, 9.2).
        check(&[0x40, 0x00, 0x10, b'h', b'e', b'l', b'l', b'o', 0x03], "br", "5");
    }

    #[test]
    fn bombs_end_at_the_limit() {
        check(&gzip(&vec![b' '; 30 << 20]), "gzip", "too large");
        check(&gzip(&vec![b' '; 30 << 20]), "", "too large");
        check(&vec![b' '; (1 << 20) + 1], "", "too large");
    }

    #[test]
    fn what_cannot_be_unpacked() {
        check(&gzip(&gzip(b"x")), "gzip", "unknown packing");
        check(&gzip(b"x"), "gzip, gzip", "unknown packing");
        check(b"x", "rot13", "unknown packing");
        check(b"plain words", "gzip", "broken packing");
        check(b"plain words", "zstd", "broken packing");
        check(b"plain words", "br", "broken packing");
        check(&gzip(&[b'x'; 1000])[..20], "gzip", "broken packing");
        // A window of 128 MiB.
        check(&[0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x88, 0x01, 0x00, 0x00], "zstd", "broken packing");
        check(b"", "gzip", "0");
    }
}
