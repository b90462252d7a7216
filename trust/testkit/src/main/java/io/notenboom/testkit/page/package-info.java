// SPDX-License-Identifier: Apache-2.0
/** What pages of the documentation tell people to type. */
@NullMarked
package io.notenboom.testkit.page;

import org.jspecify.annotations.NullMarked;
