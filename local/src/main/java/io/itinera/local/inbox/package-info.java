/** The local inbox for people: a web view of the mails that came in, and an archive that keeps them between starts. */
package io.itinera.local.inbox;
