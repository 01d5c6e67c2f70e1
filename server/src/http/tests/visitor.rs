//! Somebody at a browser, as far as a server sees them.

use std::collections::BTreeMap;

use axum::{
    body::Body,
    http::{Method, Request, Response, StatusCode, header},
};

use crate::testing::Desk;

/// A browser with its cookies.
pub struct Visitor<'a> {
    desk: &'a Desk,
    pub cookies: BTreeMap<String, String>,
    pub headers: Vec<(&'static str, String)>,
    pub address: [u8; 4],
}

impl<'a> Visitor<'a> {
    pub fn of(desk: &'a Desk) -> Self {
        Self {
            desk,
            cookies: BTreeMap::new(),
            headers: Vec::new(),
            address: [127, 0, 0, 1],
        }
    }

    /// Somebody else at another browser.
    pub fn other(&self) -> Self {
        Self::of(self.desk)
    }

    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    pub async fn get(&mut self, path: &str) -> Response<Body> {
        self.send(Method::GET, path, "text/html", Body::empty()).await
    }

    pub async fn post(&mut self, path: &str, form: &str) -> Response<Body> {
        let form = Body::from(form.to_owned());
        self.send(Method::POST, path, "application/x-www-form-urlencoded", form)
            .await
    }

    pub async fn post_json(&mut self, path: &str, json: &serde_json::Value) -> Response<Body> {
        let json = Body::from(json.to_string());
        self.send(Method::POST, path, "application/json", json).await
    }

    /// Becomes Robin, as in the demo.
    pub async fn sign_in(&mut self) {
        self.sign_in_as("robin").await;
    }

    pub async fn sign_in_as(&mut self, name: &str) {
        let answer = self
            .post("/sign-in", &format!("employee={name}%40example.com&back=/"))
            .await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    }

    /// Whether a page that is for employees only is shown.
    pub async fn is_signed_in(&mut self, path: &str) -> bool {
        match self.get(path).await.status() {
            StatusCode::OK => true,
            StatusCode::SEE_OTHER | StatusCode::UNAUTHORIZED => false,
            other => panic!("{path}: {other}"),
        }
    }

    async fn send(&mut self, method: Method, path: &str, kind: &str, body: Body) -> Response<Body> {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "it.example.com")
            .header(header::ACCEPT, "text/html")
            .header(header::CONTENT_TYPE, kind);
        if !self.cookies.is_empty() {
            let pairs: Vec<String> = self
                .cookies
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            request = request.header(header::COOKIE, pairs.join("; "));
        }
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        let response = self
            .desk
            .call_from(self.address, request.body(body).unwrap())
            .await;
        for cookie in set_cookies(&response) {
            let (name, value) = cookie.split_once(';').unwrap().0.split_once('=').unwrap();
            if cookie.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        response
    }
}

pub fn set_cookies(response: &Response<Body>) -> Vec<String> {
    let cookies = response.headers().get_all(header::SET_COOKIE).into_iter();
    cookies
        .map(|cookie| cookie.to_str().unwrap().to_owned())
        .collect()
}

pub fn header<'a>(response: &'a Response<Body>, name: &str) -> &'a str {
    response
        .headers()
        .get(name)
        .map_or("", |value| value.to_str().unwrap())
}

/// Behind a proxy that says which groups somebody belongs to; whoever is in `it` is an admin.
pub const BY_PROXY: &str = "[identity]\nadmins = [\"it\"]\n[identity.proxy]\nnetworks = [\"10.0.0.10/32\"]\n\
                      user_header = \"x-user\"\ngroups_header = \"x-groups\"\n";

/// Whom the proxy has signed in, with these groups.
pub fn by_proxy<'a>(desk: &'a Desk, groups: &str) -> Visitor<'a> {
    let mut visitor = Visitor::of(desk)
        .with("x-user", "ada@example.com")
        .with("x-groups", groups);
    visitor.address = [10, 0, 0, 10];
    visitor
}
