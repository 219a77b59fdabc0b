/** What callers hear when PostgreSQL refuses or is away. An error is an error answer, never a yes. */
package io.itinera.consent.database;
