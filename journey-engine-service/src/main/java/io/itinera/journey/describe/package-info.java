/** A journey in plain English, made from its definition: what a marketing team would write, and always true. */
package io.itinera.journey.describe;
