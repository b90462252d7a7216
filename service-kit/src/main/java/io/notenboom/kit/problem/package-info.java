// SPDX-License-Identifier: Apache-2.0
/** Errors at HTTP: RFC 9457 problem details. */
@NullMarked
package io.notenboom.kit.problem;

import org.jspecify.annotations.NullMarked;
