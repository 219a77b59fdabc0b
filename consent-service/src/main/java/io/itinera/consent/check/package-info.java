/** The question before each message, its answer and the receipt that proves it. */
package io.itinera.consent.check;
