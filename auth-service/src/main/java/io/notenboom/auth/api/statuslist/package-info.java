// SPDX-License-Identifier: Apache-2.0
/** Status lists for everybody. */
@NullMarked
package io.notenboom.auth.api.statuslist;

import org.jspecify.annotations.NullMarked;
