//! Signing in to the demo, as a browser would.

use anyhow::{Context, Result, bail};

use super::{
    deskside::Deskside,
    forms::{attribute, encoded, unescaped},
    http::Connection,
};

/// A session and the pages that it may see.
pub struct SignedIn {
    host: String,
    cookie: String,
    /// Path of the first device on the home page: `/devices/<collector uid>`.
    pub device: String,
}

impl SignedIn {
    /// Signs in as the first employee that the demo offers.
    pub fn new(deskside: &Deskside) -> Result<Self> {
        let host = deskside.address()?.to_owned();
        let mut connection = Connection::open(&host)?;

        let page =
            connection.exchange(format!("GET /sign-in HTTP/1.1\r\nHost: {host}\r\n\r\n").as_bytes())?;
        let employee = first_employee(page.text()?).context("the sign-in page offers no employee")?;

        let form = format!("employee={}", encoded(&employee));
        let post = format!(
            "POST /sign-in HTTP/1.1\r\nHost: {host}\r\nOrigin: {}\r\nContent-Length: {}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\n\r\n{form}",
            deskside.url,
            form.len(),
        );
        let answer = connection.exchange(post.as_bytes())?;
        if answer.status != 303 {
            bail!(
                "signing in as {employee} was answered with {} instead of 303",
                answer.status
            );
        }
        let cookies: Vec<_> = answer
            .headers("set-cookie")
            .filter_map(|cookie| pair(&cookie))
            .collect();
        if cookies.is_empty() {
            bail!("signing in as {employee} set no cookie");
        }
        let mut signed_in = Self {
            host,
            cookie: cookies.join("; "),
            device: String::new(),
        };

        let request = signed_in.get("/", None);
        let home = connection.exchange(&request)?;
        if home.status != 200 {
            bail!("the home page of {employee} was answered with {}", home.status);
        }
        signed_in.device = first_device(home.text()?).with_context(|| format!("{employee} has no device"))?;
        Ok(signed_in)
    }

    /// The bytes of a request for a page.
    pub fn get(&self, path: &str, accept_encoding: Option<&str>) -> Vec<u8> {
        let encoding = accept_encoding
            .map(|encoding| format!("Accept-Encoding: {encoding}\r\n"))
            .unwrap_or_default();
        let (host, cookie) = (&self.host, &self.cookie);
        format!(
            "GET {path} HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\nAccept: text/html\r\n{encoding}\r\n"
        )
        .into()
    }

    /// `host:port`.
    pub fn host(&self) -> &str {
        &self.host
    }
}

/// The value of the first `<button>` or `<input>` that is named `employee`.
fn first_employee(html: &str) -> Option<String> {
    let tags = html
        .split('<')
        .skip(1)
        .filter_map(|rest| rest.split_once('>'))
        .map(|(tag, _)| tag);
    tags.filter(|tag| attribute(tag, "name") == Some("employee"))
        .find_map(|tag| attribute(tag, "value"))
        .map(unescaped)
}

/// The first link to a device and to nothing below it.
fn first_device(html: &str) -> Option<String> {
    let links = html
        .split("href=\"")
        .skip(1)
        .filter_map(|rest| rest.split_once('"'))
        .map(|(link, _)| link);
    links
        .filter(|link| {
            link.strip_prefix("/devices/")
                .is_some_and(|uid| !uid.is_empty() && !uid.contains(['/', '?', '#']))
        })
        .map(str::to_owned)
        .next()
}

/// `id=abc; Path=/; HttpOnly` → `id=abc`
fn pair(set_cookie: &str) -> Option<String> {
    set_cookie
        .split(';')
        .next()
        .map(|pair| pair.trim().to_owned())
        .filter(|pair| pair.contains('='))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_employee_is_found_whatever_the_order_of_the_attributes() {
        let buttons = r#"<input name="q" value="x"><button type="submit" value="ana@example.com" name="employee">Ana</button>"#;
        assert_eq!(first_employee(buttons).as_deref(), Some("ana@example.com"));
        let radios = r#"<input type="radio" name="employee" value="bo&amp;co@example.com" checked><p>name="employee"</p>"#;
        assert_eq!(first_employee(radios).as_deref(), Some("bo&co@example.com"));
        assert_eq!(first_employee("<p>nobody</p>"), None);
    }

    #[test]
    fn the_first_device_is_a_page_and_not_a_part_of_one() {
        let html = r#"<a href="/devices/">all</a><a href="/devices/1f-2/history">past</a><a href="/devices/1f-2">one</a>"#;
        assert_eq!(first_device(html).as_deref(), Some("/devices/1f-2"));
    }

    #[test]
    fn cookies_are_sent_as_browsers_send_them() {
        assert_eq!(pair("id=abc=; Path=/; HttpOnly").as_deref(), Some("id=abc="));
    }
}
