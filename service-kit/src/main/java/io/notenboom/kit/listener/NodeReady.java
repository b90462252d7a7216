// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.listener;

/**
 * The internal listener serves, and so does the public one if it is configured. Fired once as a CDI event.
 *
 * @param service {@code notenboom.service}
 */
public record NodeReady(String service) {}
