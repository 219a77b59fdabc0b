package io.itinera.local.stack;

import io.itinera.local.backend.ServiceSchema;
import java.util.Map;

/**
 * Where the back ends are.
 *
 * @param kafka bootstrap servers
 * @param redis Redis URL
 * @param jdbcUrl the database
 * @param passwords of each service's role
 */
record BackEndAddresses(String kafka, String redis, String jdbcUrl, Map<ServiceSchema, String> passwords) {}
