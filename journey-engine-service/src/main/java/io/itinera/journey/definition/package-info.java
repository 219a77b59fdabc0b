/**
 * The journey language: what a journey is, how it is read and checked, and what each of its steps does. JSON stays in the
 * classes that read it.
 */
package io.itinera.journey.definition;
