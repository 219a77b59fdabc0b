/** The script for people, run as people run it. */
package io.itinera.systemtests.script;
