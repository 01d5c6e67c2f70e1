//! `deskside embed`: what to paste into a portal.

use std::{
    io::{self, Write as _},
    path::PathBuf,
};

use clap::Args;

use crate::{config::Config, fault::Fault, site::Site};

/// Print what to paste into a portal, and what its policy has to allow.
#[derive(Debug, Args)]
pub struct Embed {
    /// The configuration file.
    #[arg(long, env = "DESKSIDE_CONFIG", default_value = "deskside.toml")]
    config: PathBuf,
    /// The origin of the portal; by default the first that the configuration allows.
    #[arg(long)]
    portal: Option<String>,
}

impl Embed {
    /// Prints it.
    pub fn run(self) -> Result<(), Fault> {
        let config = Config::read(&self.config)?;
        let Some(origin) = &config.server.public_url else {
            return Err(Fault::new(
                "server.public_url: it is not set, so no portal could find this server",
                "for example: public_url = \"https://it.example.com\"",
            ));
        };
        let allowed = &config.embed.allowed_origins;
        let portal = self.portal.or_else(|| allowed.first().map(ToString::to_string));
        let Some(portal) = portal else {
            return Err(Fault::new(
                "embed.allowed_origins: it is empty, so no page may frame this server",
                "for example: allowed_origins = [\"https://portal.example.com\"]",
            ));
        };
        if !config.embed.allows(&portal) && !allowed.iter().any(|allowed| allowed.to_string() == portal) {
            return Err(Fault::new(
                format!(
                    "embed.allowed_origins: {portal} is not among them, so browsers would refuse the frame"
                ),
                "add it, and restart the server",
            ));
        }
        let loader = Site::load()?.loader()?;
        let identified = !config.identity.tokens.is_empty();
        write!(io::stdout(), "{}", text(origin, &portal, &loader, identified))
            .map_err(|error| Fault::new(format!("cannot write the answer: {error}"), ""))
    }
}

fn text(origin: &str, portal: &str, loader: &crate::site::Loader, identified: bool) -> String {
    let callback = if identified {
        format!(
            "\n<!-- In a script of the portal; its back end signs the token. -->\n\
             document.querySelector(\"deskside-widget\").token =\n  \
             async () => (await (await fetch(\"{portal}/deskside-token\", {{ method: \"POST\" }})).json()).token;\n"
        )
    } else {
        String::new()
    };
    let (name, digest) = (&loader.path, &loader.integrity);
    format!(
        "<!-- Where the widget is to be. What is inside is shown where frames are refused. -->\n\
         <script src=\"{origin}/embed.js\" defer></script>\n\
         <deskside-widget view=\"home\" theme=\"auto\" height=\"480\">\n  \
         <a href=\"{origin}/\">IT self-service</a>\n\
         </deskside-widget>\n{callback}\n\
         <!-- Instead of the first line, for this version of the loader and no other: -->\n\
         <script src=\"{origin}{name}\" integrity=\"{digest}\" crossorigin=\"anonymous\" defer></script>\n\n\
         /* In a style sheet of the portal, so that nothing moves when the script arrives. */\n\
         deskside-widget:not(:defined) {{ display: block; min-block-size: 480px; }}\n\n\
         # What the content security policy of {portal} has to allow\n\
         script-src {origin}\n\
         frame-src {origin}\n"
    )
}
