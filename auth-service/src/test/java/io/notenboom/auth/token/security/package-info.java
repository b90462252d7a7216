// SPDX-License-Identifier: Apache-2.0
/** The security list of docs/security-tests.md, line by line. */
@NullMarked
package io.notenboom.auth.token.security;

import org.jspecify.annotations.NullMarked;
