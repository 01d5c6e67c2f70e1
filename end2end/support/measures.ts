// What specs measure of a page, each as a list of what is wrong with it.
import type { Page } from "@playwright/test";

/** What sticks out to the side, with how far. */
export async function sticksOut(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const wide = [...document.querySelectorAll("main *")].filter((one) => one.getBoundingClientRect().right > clientWidth + 1);
    return [`${scrollWidth - clientWidth} px: ${wide.slice(-3).map((one) => one.outerHTML.slice(0, 120)).join(" | ")}`];
  });
}

/** Text that its own box cuts off. */
export async function isCutOff(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("body *")]
      .filter((one) => {
        const style = getComputedStyle(one);
        const clips = ["hidden", "clip"].includes(style.overflowX) || ["hidden", "clip"].includes(style.overflowY);
        // What only screen readers get is one pixel wide.
        if (!clips || one.clientWidth <= 1 || one instanceof SVGElement) return false;
        return one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1;
      })
      .map((one) => one.outerHTML.slice(0, 160)),
  );
}

/** What can be pressed and is smaller than 24 by 24 pixels (WCAG 2.2, 2.5.8). Links within a sentence are as high as its line. */
export async function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const pressed = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
    const isInSentence = (one: Element) => {
      const { display } = getComputedStyle(one);
      const around = one.parentElement!;
      return display === "inline" && around.textContent!.trim() !== one.textContent!.trim();
    };
    return [...document.querySelectorAll<HTMLElement>(pressed)].flatMap((one) => {
      const target = one.closest("label") ?? one;
      const { width, height } = target.getBoundingClientRect();
      // Not shown, or shown to screen readers only until it has the focus.
      if (width <= 1 || height <= 1 || isInSentence(one)) return [];
      return width >= 24 && height >= 24 ? [] : [`${width.toFixed(1)} × ${height.toFixed(1)}: ${one.outerHTML.slice(0, 160)}`];
    });
  });
}

/** Goes through the page, which does not scroll smoothly, by the Tab key and answers where the focus cannot be seen, and how many places there were. */
export async function unseenFocus(page: Page): Promise<{ stops: number; unseen: string[] }> {
  const unseen: string[] = [];
  await page.evaluate(() => {
    window.scrollTo(0, 0);
    (document.activeElement as HTMLElement | null)?.blur();
  });
  const most = await page.locator("a[href], button, input, select, textarea, summary, [tabindex='0']").count();
  let stops = 0;
  for (; stops <= most; stops++) {
    await page.keyboard.press("Tab");
    const fault = await page.evaluate(() => {
      const one = document.activeElement;
      // Behind the last one the browser itself has the focus.
      if (!one || one === document.body) return null;
      const shows = (pseudo?: string) => {
        const style = getComputedStyle(one, pseudo);
        return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
      };
      const box = one.getBoundingClientRect();
      const isInView = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
      const ok = (shows() || shows("::after")) && isInView && box.width > 1;
      return ok ? "" : one.outerHTML.slice(0, 160);
    });
    if (fault === null) break;
    if (fault) unseen.push(fault);
  }
  return { stops, unseen };
}

/** Roles that are not used as they are meant. */
export async function misusedRoles(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const faults: string[] = [];
    const each = (selector: string, isRight: (one: Element) => boolean, what: string) => {
      for (const one of document.querySelectorAll(selector)) {
        if (!isRight(one)) faults.push(`${what}: ${one.outerHTML.slice(0, 160)}`);
      }
    };
    const has = (one: Element, ...names: string[]) => names.every((name) => one.getAttribute(name)?.trim());
    each("[role=meter], meter", (one) => has(one, "aria-label", "aria-valuetext", "aria-valuenow"), "a meter says its value in words");
    // A task has an end; a quantity is a meter.
    each("progress, [role=progressbar]", (one) => !!one.closest(".looking"), "a progress bar stands for a task");
    each("[role=status]", (one) => !one.closest("main"), "what speaks outlives what is replaced");
    each("[role=alert]", (one) => !one.textContent!.trim() || one.matches(".notice"), "an alert only where something went wrong");
    return faults;
  });
}
