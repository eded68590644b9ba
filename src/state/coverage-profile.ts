// Where the page has tests write their coverage.

/** What `-coverprofile` names; nothing of the project is called so. */
export const coverageProfile = '.anyport-coverage.out';
