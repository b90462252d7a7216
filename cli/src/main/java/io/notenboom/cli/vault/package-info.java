// SPDX-License-Identifier: Apache-2.0
/** What a host does at its Vault for a customer. */
@NullMarked
package io.notenboom.cli.vault;

import org.jspecify.annotations.NullMarked;
