// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.chainlog;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A record as it is in the log.
 *
 * @param sequence its position, from 0
 * @param record what was logged; must not be changed
 */
public record LoggedRecord(long sequence, JsonNode record) {}
