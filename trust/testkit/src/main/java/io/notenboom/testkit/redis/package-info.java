// SPDX-License-Identifier: Apache-2.0
/** What tests on a real Redis share. */
@NullMarked
package io.notenboom.testkit.redis;

import org.jspecify.annotations.NullMarked;
