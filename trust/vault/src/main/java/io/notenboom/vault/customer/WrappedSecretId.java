// SPDX-License-Identifier: Apache-2.0
package io.notenboom.vault.customer;

import io.notenboom.trust.secret.Secret;
import java.time.Duration;

/**
 * A secret id that can be unwrapped once.
 *
 * @param roleId id of the role, no secret
 * @param token the wrapping token, for the service's file
 * @param life how long it can be unwrapped
 */
public record WrappedSecretId(String roleId, Secret token, Duration life) {}
