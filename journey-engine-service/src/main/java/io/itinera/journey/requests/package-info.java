/** What people and services ask of the engine by HTTP: entries, and orders on single instances. */
package io.itinera.journey.requests;
