// Specs of a server as in production import `test` from here: one installation a worker.
import { expect, test as base } from "@playwright/test";

import { Installation } from "./installation.js";

export { expect };

export const test = base.extend<object, { installation: Installation }>({
  installation: [
    async ({}, use) => {
      const installation = await Installation.start();
      await use(installation);
      await installation.stop();
    },
    { scope: "worker" },
  ],
});
