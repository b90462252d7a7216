// SPDX-License-Identifier: Apache-2.0
/** How a process proves to a Vault who it is, and keeps its token. */
@NullMarked
package io.notenboom.vault.login;

import org.jspecify.annotations.NullMarked;
