//! Literal values.

use std::net::IpAddr;

/// A value written in the query.
#[derive(Debug, Clone, PartialEq)]
pub enum Literal {
    /// `null` or `NULL`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// `10`, `-67`
    Int(i64),
    /// `10.1`; always finite.
    Float(f64),
    /// `"abc"` or `'abc'`, without the quotes. Wildcards `*` and `?` are ordinary characters here. Compared without
    /// regard to case.
    Text(String),
    /// `8GB`, in bytes. The vendor does not say whether the units are decimal or binary; here, 1 KB is 1000 B.
    Bytes(u64),
    /// `4min`, in milliseconds.
    Duration(u64),
    /// `2024-07-15 10:15:00` and the other spellings.
    DateTime(DateTime),
    /// `123.123.0.0/24`, IPv4 or IPv6, with or without mask.
    Ip(IpMask),
    /// `v1.7.0.1864`
    Version(Version),
}

/// A date, or a date and time, without a time zone. With a time it is in the user's zone, without in the tenant's.
///
/// Spellings: `2024-07-15`, `2024-07-15 10:15:00`, `Jul 15, 2024`, `Jun 15, 2023, 12:30`, and without a year `Jun 1`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DateTime {
    /// The day.
    pub date: Date,
    /// The time of that day, if written.
    pub time: Option<Time>,
}

/// A day of the calendar. It exists: the parser refuses 30 February.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Date {
    /// 1 to 9999; `None` for `Jun 1`, which means the current year.
    pub year: Option<u16>,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

/// A time of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Time {
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// 0 to 59.
    pub second: u8,
}

/// An address, or a network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct IpMask {
    /// The address.
    pub address: IpAddr,
    /// The number of leading bits that count: at most 32 (IPv4) or 128 (IPv6). `None` for one address.
    pub prefix: Option<u8>,
}

/// A version: two or more numbers. Compared number by number.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Version(pub Vec<u64>);

impl IpMask {
    /// Whether the address belongs to the network. Addresses of the other family never do.
    pub fn contains(&self, address: IpAddr) -> bool {
        match (self.address, address) {
            (IpAddr::V4(own), IpAddr::V4(other)) => {
                let mask = leading_ones(32, self.prefix) as u32;
                (own.to_bits() ^ other.to_bits()) & mask == 0
            }
            (IpAddr::V6(own), IpAddr::V6(other)) => {
                (own.to_bits() ^ other.to_bits()) & leading_ones(128, self.prefix) == 0
            }
            _ => false,
        }
    }
}

/// A mask in the lowest `width` bits whose first `prefix` bits are set.
fn leading_ones(width: u32, prefix: Option<u8>) -> u128 {
    let rest = width.saturating_sub(prefix.map_or(width, u32::from));
    if rest >= 128 { 0 } else { u128::MAX << rest }
}
