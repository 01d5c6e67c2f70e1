// An identity provider that does not answer.
import { accountOf, expect, isSignedIn, officeWith } from "../support/office.js";
import { headline } from "../support/pages.js";

const test = officeWith((people) => ({
  company: { claims: 'upn = "preferred_username"', accounts: [accountOf(people[4]!)] },
}));

test("a provider that is down is said to be, and who waited gets to where they wanted to go", async ({ page, context, office }) => {
  const provider = office.providers.company!;
  const person = office.people[4]!;
  // Nobody has asked anything of it yet.
  await provider.goesDown();
  await page.goto(`${office.url}/history`);
  await expect(headline(page)).toHaveText("The sign-in does not answer");
  await page.getByRole("link", { name: "Sign in again" }).click();
  await expect(headline(page)).toHaveText("The sign-in does not answer");

  await provider.comesUp();
  await page.getByRole("link", { name: "Sign in again" }).click();
  // It goes down again before it gives a token.
  const back = await provider.signsInUpToTheWayBack(page, person.upn);
  await provider.goesDown();
  await page.goto(back);
  await expect(headline(page)).toHaveText("The sign-in does not answer");
  expect(await isSignedIn(context, office)).toBe(false);

  // It has forgotten everybody and has other keys.
  await provider.comesUp();
  await page.getByRole("link", { name: "Sign in again" }).click();
  await provider.signsIn(page, person.upn);
  await page.waitForURL(`${office.url}/history`);

  // Who is signed in does not notice that it is down.
  await provider.goesDown();
  expect(await isSignedIn(context, office)).toBe(true);
  await provider.comesUp();
});
