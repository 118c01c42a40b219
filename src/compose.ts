/** What pages may ask the program to do; made in one place and handed to the site. */
export interface Services {}
