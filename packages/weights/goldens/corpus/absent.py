"""Lets public model classes be built on torch's meta device where most of their imports are absent."""
import sys, types, importlib.abc, importlib.machinery
import torch
import torch.nn as nn
import torch.nn.functional as F

ABSENT = {"einops","safetensors","PIL","tqdm","regex","filelock","huggingface_hub","transformers","accelerate","psutil","torchvision","torchaudio","torchsde","av","kornia","spandrel","comfy_kitchen","cv2","scipy","omegaconf","pytorch_lightning","kornia","xformers","bitsandbytes","importlib_metadata","torchdiffeq","trampoline","peft_stub","ftfy","open_clip","clip","fsspec","sentencepiece","tokenizers","jax","flax","lightning","pkg_resources","timm","toml","voluptuous","imagesize","diffusers_stub","pydantic","aiohttp","comfy_aimdo","alembic","sqlalchemy"}

class Any:
    def __init__(self,*a,**k): pass
    def __init_subclass__(cls,**k): pass
    def __call__(self,*a,**k):
        return a[0] if len(a)==1 and callable(a[0]) and not k else Any()
    def __getattr__(self,n):
        if n.startswith("__") and n.endswith("__"): raise AttributeError(n)
        return Any()
    def __iter__(self): return iter(())
    def __getitem__(self,k): return Any()
    def __or__(self,o): return object
    def __ror__(self,o): return object
    def __mro_entries__(self,bases): return (object,)
    def __bool__(self): return False
    def __lt__(self,o): return False
    def __gt__(self,o): return False
    def __ge__(self,o): return False
    def __contains__(self,o): return False
    def __len__(self): return 0
    def __str__(self): return ""

class Meta(type):
    def __getattr__(cls,n):
        if n.startswith("__") and n.endswith("__"): raise AttributeError(n)
        return Any()
class Stub(types.ModuleType):
    __path__=[]; __version__="9.9.9"; __spec__=None
    def __getattr__(self,n):
        if n.startswith("__") and n.endswith("__"): raise AttributeError(n)
        if n.isupper() and len(n)>2: return "x"
        if n and n[0].isupper():
            c=(type if n.endswith(("Error","Exception")) else Meta)(n,(Exception,) if n.endswith(("Error","Exception")) else (object,),{"__init__":lambda s,*a,**k:None,"__init_subclass__":classmethod(lambda cls,**k:None)})
            setattr(self,n,c); return c
        return Any()

class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self,name,path,target=None):
        if name.split(".")[0] in ABSENT or name.startswith(("torch.distributed.device_mesh","torch.distributed._tensor","torch.distributed.tensor","torch.nn.attention","torch._dynamo","torch.distributed._functional_collectives")):
            return importlib.machinery.ModuleSpec(name,self,is_package=True)
    def create_module(self,spec): return Stub(spec.name)
    def exec_module(self,m): pass
sys.meta_path.append(Finder())
dv=types.ModuleType("diffusers.dependency_versions_check"); dv.dep_version_check=lambda *a,**k:None
sys.modules["diffusers.dependency_versions_check"]=dv

import re
class Version(tuple):
    def __new__(cls,v):
        return tuple.__new__(cls,[int(x) for x in re.findall(r"\d+",str(v))[:3]] or [9,9,9])
    @property
    def base_version(self): return ".".join(map(str,self))
def parse(v): return Version(v)
pk=types.ModuleType("packaging"); pk.__path__=[]
pv=types.ModuleType("packaging.version"); pv.parse=parse; pv.Version=Version; pk.version=pv; pv.InvalidVersion=ValueError
sys.modules["packaging"]=pk; sys.modules["packaging.version"]=pv
import importlib.metadata as im
real=im.version
def version(n):
    if n=="torch": return "2.6.0"
    try: return real(n)
    except Exception: raise im.PackageNotFoundError(n)
im.version=version

# everything without numbers
for name in ["empty","zeros","ones","randn","rand","full","arange","linspace","eye","tensor","normal"]:
    pass
def metaize(name):
    old=getattr(torch,name)
    def f(*a,**k):
        if META[0] and k.get("device") is None: k["device"]="meta"
        try: return old(*a,**k)
        except (NotImplementedError,RuntimeError):
            k["device"]="cpu"; return old(*a,**k)
    setattr(torch,name,f)
META=[True]
for n in ["empty","zeros","ones","randn","rand","full"]: metaize(n)
for n in dir(nn.init):
    if n.endswith("_") and not n.startswith("_"):
        setattr(nn.init,n,lambda t,*a,**k: t)
nn.init._calculate_fan_in_and_fan_out=lambda t:(1,1)
if not hasattr(F,"scaled_dot_product_attention"): F.scaled_dot_product_attention=lambda *a,**k:None
for d in ["float8_e4m3fn","float8_e5m2","float8_e8m0fnu","uint16","uint32","uint64"]:
    if not hasattr(torch,d): setattr(torch,d,d)
if not hasattr(torch,"compiler"):
    torch.compiler=Any()
torch.compile=lambda f=None,**k: f if f else (lambda g:g)
if not hasattr(torch,"_dynamo"): torch._dynamo=Any()
if not hasattr(torch.library,"custom_op"): torch.library.custom_op=lambda *a,**k:(lambda f:f)
if not hasattr(torch.library,"register_fake"): torch.library.register_fake=lambda *a,**k:(lambda f:f)
torch.mps=Any(); torch.xpu=Any(); torch.npu=Any() 
if not hasattr(nn,"RMSNorm"):
    class RMSNorm(nn.Module):
        def __init__(self,dim,eps=None,elementwise_affine=True,device=None,dtype=None):
            super().__init__()
            self.weight=nn.Parameter(torch.empty(dim,device=device or "meta")) if elementwise_affine else None
    nn.RMSNorm=RMSNorm
sys.modules.setdefault("torch.xpu",Stub("torch.xpu"))
# in-place numbers on meta tensors are of no interest
for n in ["normal_","uniform_","fill_","zero_","mul_","copy_","clamp_"]:
    pass

DT={torch.float32:"F32",torch.float16:"F16",torch.bfloat16:"BF16",torch.int64:"I64",torch.int32:"I32",torch.uint8:"U8",torch.bool:"BOOL",torch.float64:"F64"}
def shapes(module, dtype="F16"):
    out={}
    for k,v in module.state_dict().items():
        t=DT.get(v.dtype,"F32")
        out[k]=(dtype if t=="F32" else t, list(v.shape))
    return out

import torch.distributed as _td
for n in ("device_mesh","_functional_collectives","tensor"):
    if not hasattr(_td,n):
        setattr(_td,n,Stub("torch.distributed."+n)); sys.modules["torch.distributed."+n]=getattr(_td,n)
if not hasattr(_td,"ProcessGroup"): _td.ProcessGroup=object

import torch.utils._pytree as _pt, torch.library as _lib, torch.nn.attention as _na
def lenient(m):
    old=getattr(m,"__getattr__",None)
    def g(n):
        if n.startswith("__"): raise AttributeError(n)
        if old is not None:
            try: return old(n)
            except AttributeError: pass
        return Any()
    m.__dict__["__getattr__"]=g
for m in (torch,_pt,_lib,_td,torch.backends.cuda,torch.nn.functional,torch.cuda,torch.utils,torch.autograd): lenient(m)
_LN=nn.LayerNorm.__init__
def ln(self,shape,eps=1e-5,elementwise_affine=True,bias=True,device=None,dtype=None):
    _LN(self,shape,eps,elementwise_affine,device=device or ("meta" if META[0] else None))
    if not bias and elementwise_affine: self.bias=None
nn.LayerNorm.__init__=ln
def wn(m,name="weight",dim=0):
    w=getattr(m,name)
    g=torch.empty([w.shape[0]]+[1]*(w.dim()-1),device="meta")
    delattr(m,name)
    m.register_parameter(name+"_g",nn.Parameter(g)); m.register_parameter(name+"_v",nn.Parameter(torch.empty(tuple(w.shape),device="meta")))
    return m
nn.utils.weight_norm=wn
import torch.nn.utils
torch.nn.utils.weight_norm=wn

import einops.layers.torch as _elt
class Rearrange(nn.Module):
    def __init__(self,*a,**k): super().__init__()
_elt.Rearrange=Rearrange; _elt.Reduce=Rearrange
nn.utils.spectral_norm=lambda m,*a,**k:m
torch.nn.utils.spectral_norm=nn.utils.spectral_norm
