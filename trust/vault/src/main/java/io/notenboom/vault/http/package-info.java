// SPDX-License-Identifier: Apache-2.0
/** HTTP to a Vault: one exchange, its bounds and what its answers mean. */
@NullMarked
package io.notenboom.vault.http;

import org.jspecify.annotations.NullMarked;
