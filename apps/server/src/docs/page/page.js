/** Shows /openapi.json, one fold per route and one per schema. */
const main = document.querySelector("main");
const element = (name, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};
const json = (value) => element("pre", { tabIndex: 0 }, element("code", {}, JSON.stringify(value, null, 2)));
const titled = (title, ...children) => [element("h3", {}, title), ...children];

function route(path, method, { summary = "", description, parameters = [], requestBody, responses = {} }) {
  const fold = element(
    "details",
    {},
    element(
      "summary",
      {},
      element("span", { className: "method" }, method.toUpperCase()),
      element("code", {}, path),
      element("span", { className: "about" }, summary),
    ),
  );
  if (description) fold.append(element("p", {}, description));
  if (parameters.length) fold.append(...titled("Parameters", json(parameters)));
  for (const [type, { schema }] of Object.entries(requestBody?.content ?? {}))
    fold.append(...titled(`Body, ${type}`, json(schema)));
  for (const [status, { description: about, content = {} }] of Object.entries(responses)) {
    fold.append(...titled(`${status} — ${about}`));
    for (const { schema } of Object.values(content)) if (schema) fold.append(json(schema));
  }
  return fold;
}

const document_ = await (await fetch("/openapi.json")).json();
const groups = new Map();
for (const [path, methods] of Object.entries(document_.paths))
  for (const [method, operation] of Object.entries(methods)) {
    const tag = operation.tags?.[0] ?? "other";
    groups.set(tag, [...(groups.get(tag) ?? []), route(path, method, operation)]);
  }
for (const [tag, routes] of groups) main.append(element("h2", {}, tag), ...routes);
main.append(element("h2", {}, "schemas"));
for (const [name, schema] of Object.entries(document_.components?.schemas ?? {}))
  main.append(element("details", { id: name }, element("summary", {}, element("code", {}, name)), json(schema)));
main.ariaBusy = "false";
