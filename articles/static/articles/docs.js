"use strict";

SwaggerUIBundle({
  url: document.getElementById("swagger-ui").dataset.schema,
  dom_id: "#swagger-ui",
  deepLinking: true,
  docExpansion: "list",
  // Never ask a validator elsewhere: everything comes from this host.
  validatorUrl: null,
});
