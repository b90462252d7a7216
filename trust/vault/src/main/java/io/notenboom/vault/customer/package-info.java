// SPDX-License-Identifier: Apache-2.0
/** What a host sets up in a Vault for one customer. */
@NullMarked
package io.notenboom.vault.customer;

import org.jspecify.annotations.NullMarked;
