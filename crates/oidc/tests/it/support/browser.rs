//! A browser as far as sign-ins need one: it follows redirects, keeps cookies and fills in one form.

use std::collections::HashMap;

use oidc::Url;
use reqwest::{
    Response,
    header::{COOKIE, LOCATION, SET_COOKIE},
    redirect,
};

/// The port of the relying party's addresses.
const NOBODY: u16 = 1;

pub struct Browser {
    http: reqwest::Client,
    cookies: HashMap<String, String>,
}

/// Where a browser has come to.
pub enum Place {
    /// A page of the provider.
    Page { address: Url, text: String },
    /// An address of the relying party, to which nobody listens.
    Back(Url),
}

impl Place {
    pub fn back(self) -> Url {
        match self {
            Self::Back(address) => address,
            Self::Page { address, text } => panic!("still at {address}: {text}"),
        }
    }

    fn page(self) -> (Url, String) {
        match self {
            Self::Page { address, text } => (address, text),
            Self::Back(address) => panic!("already back at {address}"),
        }
    }
}

impl Browser {
    pub fn new() -> Self {
        let http = reqwest::Client::builder().redirect(redirect::Policy::none());
        Self {
            http: http.build().unwrap(),
            cookies: HashMap::new(),
        }
    }

    /// Goes to the login page, says who it is, and comes back to the redirect address.
    pub async fn signs_in(&mut self, address: &Url, name: &str) -> Url {
        let (page, text) = self.goes_to(address).await.page();
        assert!(text.contains("name=\"username\""), "no login page: {text}");
        self.sends(&page, Some(&[("username", name)])).await.back()
    }

    /// Goes to the login page and turns away.
    pub async fn turns_away(&mut self, address: &Url) -> Url {
        let (page, _) = self.goes_to(address).await.page();
        let cancel = format!("{page}/cancel").parse().unwrap();
        self.goes_to(&cancel).await.back()
    }

    /// Goes to the page that asks whether to sign out, and does.
    pub async fn signs_out(&mut self, address: &Url) -> Url {
        let (page, text) = self.goes_to(address).await.page();
        let between = |start: &str| text.split_once(start).unwrap().1.split_once('"').unwrap().0;
        let action = page.join(between("action=\"")).unwrap();
        let form = [("xsrf", between("name=\"xsrf\" value=\"")), ("logout", "yes")];
        self.sends(&action, Some(&form)).await.back()
    }

    pub async fn goes_to(&mut self, address: &Url) -> Place {
        self.sends(address, None).await
    }

    async fn sends(&mut self, address: &Url, form: Option<&[(&str, &str)]>) -> Place {
        let mut address = address.clone();
        let mut form = form;
        loop {
            if address.port() == Some(NOBODY) {
                return Place::Back(address);
            }
            let request = match form.take() {
                Some(form) => self.http.post(address.clone()).form(form),
                None => self.http.get(address.clone()),
            };
            let cookies = self.cookies.iter().map(|(name, value)| format!("{name}={value}"));
            let cookies = cookies.collect::<Vec<_>>().join("; ");
            let answer = request.header(COOKIE, cookies).send().await.unwrap();
            self.keeps_cookies(&answer);
            match answer.headers().get(LOCATION) {
                Some(next) => address = address.join(next.to_str().unwrap()).unwrap(),
                None => {
                    let text = answer.text().await.unwrap();
                    return Place::Page { address, text };
                }
            }
        }
    }

    fn keeps_cookies(&mut self, answer: &Response) {
        for cookie in answer.headers().get_all(SET_COOKIE) {
            let (name, rest) = cookie.to_str().unwrap().split_once('=').unwrap();
            match rest.split(';').next() {
                Some(value) if !value.is_empty() => self.cookies.insert(name.to_owned(), value.to_owned()),
                _ => self.cookies.remove(name),
            };
        }
    }
}
