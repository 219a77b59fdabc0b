/**
 * Up to when a service knows what has happened, though others have part of it on their way: watermarks that are found by offsets alone,
 * and the clock that follows them.
 */
package io.itinera.watermarks;
