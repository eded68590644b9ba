// The sentences about settings that stand in several places.

/** Said before a build that has to compile std, by what makes it so. */
export const STD_NOTES = {
  'these settings':
    'With these settings go compiles the standard library from source in the page: about a minute the first time. What was compiled is kept.',
  'this variant':
    'For this variant go compiles the standard library from source in the page: about a minute the first time. What was compiled is kept.',
  'this target':
    'For this target go compiles the standard library from source in the page: about a minute the first time. What was compiled is kept.',
} as const;

/** Said beside a command that does not give the same bytes everywhere. */
export const TRIMPATH_CAUTION =
  'Without -trimpath the binary names folders, so this command gives other bytes than the page.';
