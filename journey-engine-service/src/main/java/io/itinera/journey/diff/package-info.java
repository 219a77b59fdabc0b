/** What two definitions of a journey differ in, in the terms of the language: pure. */
package io.itinera.journey.diff;
