// placeholder replaced by the first real version
extern "C" int st_abi() { return 1; }
