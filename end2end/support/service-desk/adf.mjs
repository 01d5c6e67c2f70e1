// What the Atlassian Document Format allows, as far as descriptions use it:
// https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/

import { others } from "./request.mjs";

const INLINE = ["text", "hardBreak"];
const INSIDE = {
  doc: ["paragraph", "heading", "bulletList", "blockquote"],
  paragraph: INLINE,
  heading: INLINE,
  bulletList: ["listItem"],
  listItem: ["paragraph", "bulletList"],
  blockquote: ["paragraph", "bulletList"],
};

/** What is wrong with a document, if anything is. */
export function faulty(document) {
  if (document?.type !== "doc" || document.version !== 1) return "it is not of version 1";
  const { version: _, ...root } = document;
  return wrong(root);
}

function wrong(node) {
  if (node.type === "text") return wrongText(node);
  if (node.type === "hardBreak") return others(node, ["type"]).length ? "a hardBreak has nothing else" : undefined;
  const allowed = INSIDE[node.type];
  if (!allowed) return `no node ${node.type}`;
  const unknown = others(node, ["type", "content", ...(node.type === "heading" ? ["attrs"] : [])]);
  if (unknown.length) return `${node.type} has no ${unknown.join(", ")}`;
  if (node.type === "heading" && !(node.attrs?.level >= 1 && node.attrs.level <= 6)) return "a heading has a level";
  if (!Array.isArray(node.content) || (node.type !== "doc" && !node.content.length)) return `${node.type} is empty`;
  const stray = node.content.find(({ type }) => !allowed.includes(type));
  if (stray) return `no ${stray.type} in ${node.type}`;
  return node.content.map(wrong).find(Boolean);
}

function wrongText({ type: _, text, marks = [], ...rest }) {
  if (typeof text !== "string" || !text) return "a text is empty";
  if (Object.keys(rest).length) return `a text has no ${Object.keys(rest).join(", ")}`;
  return marks.some(({ type }) => !["strong", "em", "code"].includes(type)) ? "no such mark" : undefined;
}
