/** Journeys to begin with, by industry: files in the form of an export, with the scenarios that are their tests. */
package io.itinera.journey.templates;
