// SPDX-License-Identifier: Apache-2.0
/** Revocation lists over HTTP. */
@NullMarked
package io.notenboom.auth.store.certificate;

import org.jspecify.annotations.NullMarked;
