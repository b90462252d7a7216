// SPDX-License-Identifier: Apache-2.0
/** Asking a policy decision point over AuthZEN. */
@NullMarked
package io.notenboom.auth.store.authzen;

import org.jspecify.annotations.NullMarked;
