use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::MultiGzDecoder;

use crate::limits::Limited;

/// So much is read at once.
const BUFFER: usize = 64 * 1024;

const GZIP: &[u8] = &[0x1f, 0x8b];
const ZSTD: &[u8] = &[0x28, 0xb5, 0x2f, 0xfd];
/// Packers of zstd may have whoever unpacks hold up to 128 MiB. All levels but the highest three stay within 8 MiB, which is
/// what the format asks of everybody.
const WINDOW_LOG: u32 = 23;

const BYTE_ORDER_MARK: &[u8] = &[0xef, 0xbb, 0xbf];

pub type Bytes<'s> = BufReader<Box<dyn Read + Send + 's>>;

/// What is in a file, unpacked, and whether its end proves itself: a packed file that is cut cannot be unpacked.
pub struct Unpacked<'s> {
    pub bytes: Bytes<'s>,
    pub proves_its_end: bool,
}

/// Unpacks a file by what it begins with, into so many bytes at most.
pub fn unpack<'s>(source: impl Read + Send + 's, most: u64) -> io::Result<Unpacked<'s>> {
    let (begin, file) = beginning(source, ZSTD.len())?;
    let (bytes, proves_its_end): (Box<dyn Read + Send + 's>, bool) = if begin.starts_with(GZIP) {
        (Box::new(MultiGzDecoder::new(file)), true)
    } else if begin.starts_with(ZSTD) {
        let mut unpacked = zstd::Decoder::with_buffer(file)?;
        unpacked.window_log_max(WINDOW_LOG)?;
        (Box::new(unpacked), true)
    } else {
        (Box::new(file), false)
    };
    let (begin, mut bytes) = beginning(Limited::new(bytes, most), BYTE_ORDER_MARK.len())?;
    if begin == BYTE_ORDER_MARK {
        bytes.read_exact(&mut [0; BYTE_ORDER_MARK.len()])?;
    }
    Ok(Unpacked {
        bytes,
        proves_its_end,
    })
}

/// The first bytes, and all of them to be read again.
fn beginning<'s>(mut source: impl Read + Send + 's, most: usize) -> io::Result<(Vec<u8>, Bytes<'s>)> {
    let mut begin = Vec::with_capacity(most);
    let bytes = most.try_into().unwrap_or(u64::MAX);
    source.by_ref().take(bytes).read_to_end(&mut begin)?;
    Ok((begin.clone(), again(begin, source)))
}

/// What was read already, before the rest.
pub fn again<'s>(read: Vec<u8>, rest: impl Read + Send + 's) -> Bytes<'s> {
    BufReader::with_capacity(BUFFER, Box::new(io::Cursor::new(read).chain(rest)))
}

/// The next byte, which stays.
pub fn peek(bytes: &mut impl BufRead) -> io::Result<Option<u8>> {
    loop {
        match bytes.fill_buf() {
            Ok(buffer) => return Ok(buffer.first().copied()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}
