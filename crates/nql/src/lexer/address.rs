//! IP addresses, with or without a mask.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use winnow::Parser;
use winnow::combinator::{alt, opt, preceded};
use winnow::stream::Location;
use winnow::token::take_while;

use super::{Lexed, Source, digits};
use crate::ast::IpMask;
use crate::error::Fault;
use crate::failure::Failure;

/// `123.123.0.0/24`, `f164:b28c::/32`.
///
/// Four numbers between dots and anything with two colons can be nothing else, so that what follows must be right.
pub(super) fn address(input: &mut Source<'_>) -> Lexed<IpMask> {
    let start = input.current_token_start();
    let mut whole = (alt((v4, v6)), opt(preceded('/', digits(1..)))).with_taken();
    let ((address, prefix), written) = whole.parse_next(input)?;
    let bad = || {
        Failure::fault(
            start,
            Fault::BadAddress {
                text: written.to_owned(),
            },
        )
    };
    let address: IpAddr = address.ok_or_else(bad)?;
    let widest = if address.is_ipv4() { 32 } else { 128 };
    let prefix = prefix.map(|digits| {
        digits
            .parse::<u8>()
            .ok()
            .filter(|bits| *bits <= widest)
            .ok_or_else(bad)
    });
    Ok(IpMask {
        address,
        prefix: prefix.transpose()?,
    })
}

fn v4(input: &mut Source<'_>) -> Lexed<Option<IpAddr>> {
    let number = || digits(1..);
    let written = (number(), '.', number(), '.', number(), '.', number())
        .take()
        .parse_next(input)?;
    Ok(written.parse::<Ipv4Addr>().ok().map(IpAddr::V4))
}

fn v6(input: &mut Source<'_>) -> Lexed<Option<IpAddr>> {
    let written: &str = take_while(2.., |c: char| c.is_ascii_hexdigit() || matches!(c, ':' | '.'))
        .verify(|run: &str| run.matches(':').count() >= 2)
        .parse_next(input)?;
    Ok(written.parse::<Ipv6Addr>().ok().map(IpAddr::V6))
}
