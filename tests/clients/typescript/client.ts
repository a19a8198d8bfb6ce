// A client made from the OpenAPI document alone: what it does is checked by the compiler, then against a server.
import assert from "node:assert/strict";
import createClient from "openapi-fetch";
import type { components, paths } from "./api.js";

type Card = components["schemas"]["Card"];
type Document = components["schemas"]["Document"];
type BodyNode = components["schemas"]["BodyNode"];
type Known = Exclude<BodyNode, components["schemas"]["BodyOther"]>;

const baseUrl = process.argv[2]!;
const api = createClient<paths>({ baseUrl });

// Nodes of block types that were removed have a `type` that is not in the list.
function is<T extends Known["type"]>(node: BodyNode, type: T): node is Extract<Known, { type: T }> {
  return node.type === type;
}

// Without `fields` and `omit` an answer is whole.
function whole(card: Card | components["schemas"]["PartialCard"]): Card {
  assert.ok(card.id);
  return card as Card;
}

// A list, and two more pages of it.
const seen: number[] = [];
let cursor: string | undefined;
for (let page = 0; page < 3; page++) {
  const { data, error } = await api.GET("/api/v1/articles/", { params: { query: { page_size: 2, cursor, count: "exact" } } });
  assert.equal(error, undefined);
  assert.ok(data!.count! >= 6);
  seen.push(...data!.results.map((card) => whole(card).id));
  cursor = data!.next ? new URL(data!.next).searchParams.get("cursor")! : undefined;
}
assert.equal(new Set(seen).size, 6);

// By day and tag.
const { data: found } = await api.GET("/api/v1/articles/", {
  params: { query: { on: "2026-03-02", tag: "cai-cach", ordering: "published_at" } },
});
assert.ok(found!.results.length > 0);
const card = whole(found!.results[0]!);
assert.ok(card.tags.some((tag) => tag.slug === "cai-cach"));
assert.equal(card.rating.histogram.length, 5);

// One article, node by node.
const { data } = await api.GET("/api/v1/articles/{reference}/", { params: { path: { reference: String(card.id) } } });
const article = data as Document;
const texts = article.body.map((node: BodyNode): string => {
  if (is(node, "paragraph")) return node.text;
  if (is(node, "heading")) return `${"#".repeat(node.level)} ${node.text}`;
  if (is(node, "list")) return node.items.map((item) => item.text).join("; ");
  if (is(node, "photo")) return node.photo.credit;
  if (is(node, "table")) return node.rows.map((row) => row.map((cell) => cell.text).join(" | ")).join("\n");
  if (is(node, "quote")) return node.attribution;
  return "";
});
assert.ok(texts.filter(Boolean).length >= 4);

// An error says what is wrong, and where.
const refused = await api.GET("/api/v1/articles/", { params: { query: { on: "2026-02-30" } } });
assert.equal(refused.response.status, 400);
assert.equal(refused.error!.errors[0]!.parameter, "on");
const missing = await api.GET("/api/v1/articles/{reference}/", { params: { path: { reference: "999999" } } });
assert.equal(missing.error!.status, 404);

// A reader rates, and thinks again.
const { data: reader } = await api.POST("/api/v1/readers/");
const params = { path: { article_id: card.id }, header: { "Reader-Key": reader!.key } };
for (const stars of [2, 5]) {
  const rated = await api.PUT("/api/v1/articles/{article_id}/rating/", { params, body: { stars } });
  assert.equal(rated.data!.stars, stars);
}
const { data: rating } = await api.GET("/api/v1/articles/{article_id}/rating/", { params });
assert.equal(rating!.stars, 5);
assert.equal(rating!.rating.count, 1);

console.log("all well");
