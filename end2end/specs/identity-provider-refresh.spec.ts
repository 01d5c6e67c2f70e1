// Accounts that are followed at the provider while somebody is signed in.
import { accountOf, expect, isSignedIn, officeWith, signedIn } from "../support/office.js";

// Access tokens last two minutes, so it is time to refresh after one: the least that there is.
const test = officeWith((people) => ({
  company: {
    claims: 'upn = "preferred_username"',
    more: "refresh = true",
    accounts: people.slice(4, 6).map((person) => accountOf(person)),
    access_token_seconds: 120,
  },
}));

test("a session goes on over a refresh, and an account that is disabled loses all of its sessions", async ({ browserOf, office }) => {
  test.setTimeout(180_000);
  const provider = office.providers.company!;
  const [robin, kim] = [office.people[4]!, office.people[5]!];
  const [goesOn, first, second] = [await browserOf(), await browserOf(), await browserOf()];
  for (const [context, person] of [[goesOn, robin], [first, kim]] as const) {
    await (await signedIn(context, office, person)).close();
  }
  const open = await signedIn(second, office, kim);
  await provider.control(`accounts/${encodeURIComponent(accountOf(kim).sub)}/disable`);

  // All that a browser asks for at once makes one refresh, and all of it is answered.
  const asksForALot = async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => isSignedIn(goesOn, office)));
    expect(answers).toEqual(answers.map(() => true));
    const { refreshes } = await provider.given();
    return refreshes.filter((sub) => sub === accountOf(robin).sub).length;
  };
  expect(await asksForALot()).toBe(0);
  await expect.poll(asksForALot, { timeout: 100_000, intervals: [1000] }).toBeGreaterThan(0);
  expect(await asksForALot()).toBe(1);

  await expect.poll(() => isSignedIn(first, office), { timeout: 30_000 }).toBe(false);
  expect(await isSignedIn(second, office)).toBe(false);
  await expect(open.locator("#connection-text")).toHaveText(/^Your session has ended\. /, { timeout: 30_000 });
  expect(await asksForALot()).toBe(1);
});
