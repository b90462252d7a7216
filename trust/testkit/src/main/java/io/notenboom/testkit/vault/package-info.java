// SPDX-License-Identifier: Apache-2.0
/** A strict stand-in for a Vault or OpenBao server, in this process. */
@NullMarked
package io.notenboom.testkit.vault;

import org.jspecify.annotations.NullMarked;
