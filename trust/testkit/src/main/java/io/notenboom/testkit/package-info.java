// SPDX-License-Identifier: Apache-2.0
/** Vectors reader, contract suites, fakes, fixed clock. */
@NullMarked
package io.notenboom.testkit;

import org.jspecify.annotations.NullMarked;
