// SPDX-License-Identifier: Apache-2.0
/** Tests of who gets in. */
@NullMarked
package io.notenboom.auth.app.access;

import org.jspecify.annotations.NullMarked;
