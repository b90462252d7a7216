// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.idempotency;

/**
 * An answer that is given again.
 *
 * @param status 200 to 299
 * @param location header {@code Location}, empty if there was none
 * @param body JSON, empty if there was none
 */
record KeptAnswer(int status, String location, String body) {}
