/** Builds what runs inside pages once per test run, so that tests from sources use the pages' present code. */
export default async function setup(): Promise<void> {
  const { bundlePage } = (await import('../scripts/bundle-page.mjs' as string)) as { bundlePage(): Promise<void> };
  await bundlePage();
}
