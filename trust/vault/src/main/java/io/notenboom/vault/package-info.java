// SPDX-License-Identifier: Apache-2.0
/** Keys in the Transit engine of HashiCorp Vault or OpenBao. */
@NullMarked
package io.notenboom.vault;

import org.jspecify.annotations.NullMarked;
