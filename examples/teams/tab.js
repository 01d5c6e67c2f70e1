// The tab: Teams says who is here, the token service says it to Deskside. See docs/guides/teams.md.
"use strict";

const { deskside, tokens } = document.currentScript.dataset;
const { app, authentication } = microsoftTeams;

/** Teams: default, dark, contrast; glass on a phone. */
const themeOf = (theme) => (theme === "default" ? "light" : "dark");

async function desksideToken() {
  const accessToken = await authentication.getAuthToken();
  const answer = await fetch(tokens, { method: "POST", headers: { authorization: `Bearer ${accessToken}` } });
  if (!answer.ok) throw new Error(`token service: ${answer.status}`);
  return (await answer.json()).token;
}

async function start() {
  await app.initialize();
  const { app: host } = await app.getContext();

  const widget = document.createElement("deskside-widget");
  widget.setAttribute("src", deskside);
  widget.setAttribute("locale", host.locale);
  widget.setAttribute("theme", themeOf(host.theme));
  widget.setAttribute("height", String(window.innerHeight));
  widget.token = desksideToken;
  app.registerOnThemeChangeHandler((theme) => widget.setAttribute("theme", themeOf(theme)));
  document.getElementById("waiting").replaceWith(widget);

  const script = document.createElement("script");
  script.src = `${deskside}/embed.js`;
  document.head.append(script);
  app.notifySuccess();
}

start().catch(() => {
  document.getElementById("waiting")?.replaceChildren("This page works inside Microsoft Teams only.");
});
