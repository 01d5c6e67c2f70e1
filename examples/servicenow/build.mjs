// Writes deskside-widget.xml, an update set for ServiceNow, from what stands in src/: node build.mjs
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Fixed, so that the same sources make the same file, and an import replaces what an earlier one brought. */
const WRITTEN = "2026-01-01 00:00:00";
const SET = "Deskside widget";

const here = new URL(".", import.meta.url);
export const FILE = fileURLToPath(new URL("deskside-widget.xml", here));

export const source = (name) => readFileSync(new URL(`src/${name}`, here), "utf8");

const id = (name) => createHash("sha256").update(`deskside ${name}`).digest("hex").slice(0, 32);

const escape = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

const fields = (values) =>
  Object.entries(values).map(([name, value]) => `<${name}>${escape(String(value))}</${name}>`).join("");

const GLOBAL = '<sys_package display_value="Global" source="global">global</sys_package>'
  + '<sys_scope display_value="Global">global</sys_scope>';

/** One record as ServiceNow writes it into an update set. */
function record(table, name, type, values) {
  const sysId = id(`${table} ${name}`);
  const update = `${table}_${sysId}`;
  const own = fields({ ...values, sys_class_name: table, sys_id: sysId, sys_update_name: update });
  const payload = `<?xml version="1.0" encoding="UTF-8"?><record_update table="${table}">`
    + `<${table} action="INSERT_OR_UPDATE">${own}${GLOBAL}</${table}></record_update>`;
  return `<sys_update_xml action="INSERT_OR_UPDATE">
${fields({ action: "INSERT_OR_UPDATE" })}<application display_value="Global">global</application>
${fields({ category: "customer", name: update })}
<payload>${escape(payload)}</payload>
<remote_update_set display_value="${SET}">${id("set")}</remote_update_set>
${fields({ replace_on_upgrade: false, sys_class_name: "sys_update_xml", sys_id: id(`update ${update}`) })}
${fields({ sys_created_on: WRITTEN, target_name: name, type, update_domain: "global" })}
</sys_update_xml>`;
}

export function build() {
  const updates = [
    record("sys_script_include", "DesksideToken", "Script Include", {
      access: "package_private",
      active: true,
      api_name: "global.DesksideToken",
      client_callable: false,
      description: "Signs the short-lived token by which Deskside recognises who is signed in here.",
      name: "DesksideToken",
      script: source("DesksideToken.js"),
      sys_name: "DesksideToken",
    }),
    record("sp_widget", "Deskside", "Widget", {
      category: "custom",
      client_script: source("client.js"),
      controller_as: "c",
      data_table: "sp_instance",
      description: "Shows people the health of their devices, and what can be done about it.",
      has_preview: false,
      id: "deskside",
      internal: false,
      link: source("link.js"),
      name: "Deskside",
      option_schema: source("options.json"),
      public: false,
      script: source("server.js"),
      servicenow: false,
      sys_name: "Deskside",
      template: source("template.html"),
    }),
    ...JSON.parse(source("properties.json")).map((property) =>
      record("sys_properties", property.name, "System Property", {
        ...property,
        ignore_cache: false,
        is_private: false,
        read_roles: "admin",
        sys_name: property.name,
        type: "string",
        write_roles: "admin",
      }),
    ),
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>
<unload unload_date="${WRITTEN}">
<sys_remote_update_set action="INSERT_OR_UPDATE">
<application display_value="Global">global</application>
${fields({ application_name: "Global", application_scope: "global" })}
${fields({ description: "The Service Portal widget of Deskside, the script include that signs its tokens, and their properties." })}
${fields({ name: SET, remote_sys_id: id("remote set"), state: "loaded", sys_class_name: "sys_remote_update_set" })}
${fields({ sys_created_on: WRITTEN, sys_id: id("set") })}
</sys_remote_update_set>
${updates.join("\n")}
</unload>
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(FILE, build());
